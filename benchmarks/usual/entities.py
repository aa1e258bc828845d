"""The tables as entities with relationships."""

from typing import Any

from sqlalchemy.orm import DeclarativeBase, Mapped, relationship

from app.models import tables


class Base(DeclarativeBase):
    metadata = tables["problem"].metadata


class Member(Base):
    __table__ = tables["member"]


class Identity(Base):
    __table__ = tables["identity"]
    member: Mapped[Any] = relationship(Member)


class Community(Base):
    __table__ = tables["community"]


class Component(Base):
    __table__ = tables["component"]


class Membership(Base):
    __table__ = tables["membership"]


class SignIn(Base):
    __table__ = tables["sign_in"]


class Event(Base):
    __table__ = tables["event"]


class Validation(Base):
    __table__ = tables["validation"]


class Mark(Base):
    __table__ = tables["affected_mark"]


class Revision(Base):
    __table__ = tables["problem_revision"]


class Concern(Base):
    __table__ = tables["problem_component"]
    component: Mapped[Component] = relationship(Component)


_IDENTITY = tables["identity"].c.member_id


class Solution(Base):
    __table__ = tables["solution"]
    author: Mapped[Any] = relationship(
        Identity, primaryjoin=tables["solution"].c.author_id == _IDENTITY, foreign_keys=tables["solution"].c.author_id
    )
    validations: Mapped[list[Validation]] = relationship(
        Validation, primaryjoin=tables["validation"].c.solution_id == tables["solution"].c.id, viewonly=True
    )


class Problem(Base):
    __table__ = tables["problem"]
    author: Mapped[Any] = relationship(
        Identity, primaryjoin=tables["problem"].c.author_id == _IDENTITY, foreign_keys=tables["problem"].c.author_id
    )
    community: Mapped[Community] = relationship(
        Community,
        primaryjoin=tables["problem"].c.community_id == tables["community"].c.id,
        foreign_keys=tables["problem"].c.community_id,
    )
    concerns: Mapped[list[Concern]] = relationship(
        Concern,
        primaryjoin=tables["problem_component"].c.problem_id == tables["problem"].c.id,
        order_by=tables["problem_component"].c.position,
        viewonly=True,
    )
    solutions: Mapped[list[Solution]] = relationship(
        Solution,
        primaryjoin=tables["solution"].c.problem_id == tables["problem"].c.id,
        order_by=tables["solution"].c.created_at,
        viewonly=True,
    )
    marks: Mapped[list[Mark]] = relationship(
        Mark,
        primaryjoin=tables["affected_mark"].c.problem_id == tables["problem"].c.id,
        viewonly=True,
    )
