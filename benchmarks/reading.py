"""What is read, as the requests for it."""

from benchmarks.asking import Asking, World, reads, walk
from benchmarks.estate import CLOSED, OUTSIDER, READER_OF_FEW, READER_OF_MANY
from benchmarks.load import Ask, Crowd, over_and_over

_OPEN_PROBLEMS = "SELECT id FROM problem WHERE open ORDER BY md5(id::text) LIMIT 2000"
_OPEN_SOLUTIONS = "SELECT id FROM solution WHERE open ORDER BY md5(id::text) LIMIT 2000"
_OPEN_COMMUNITIES = "SELECT slug FROM community WHERE open ORDER BY problem_count > 120 DESC, md5(slug) LIMIT 40"


async def read_problem(world: World, _: Crowd, __: int) -> Ask:
    person = await world.numbered(OUTSIDER)
    return over_and_over(reads(person, [f"/problems/{each}" for each in await world.column(_OPEN_PROBLEMS)]))


async def read_assessment(world: World, _: Crowd, __: int) -> Ask:
    person = await world.numbered(OUTSIDER)
    found = await world.column(_OPEN_SOLUTIONS)
    return over_and_over(reads(person, [f"/solutions/{each}/assessment" for each in found]))


async def read_unchanged(world: World, crowd: Crowd, _: int) -> Ask:
    person, asked = await world.numbered(OUTSIDER), []
    for each in (await world.column(_OPEN_PROBLEMS))[:300]:
        (plain,) = reads(person, [f"/problems/{each}"])
        tag = (await crowd.ask(plain)).header("etag")
        asked += reads(person, [f"/problems/{each}"], If_None_Match=str(tag))
    return over_and_over(asked)


def pages_of(number: int, path: str, pages: int = 30) -> Asking:
    async def asking(world: World, crowd: Crowd, _: int) -> Ask:
        return over_and_over(await walk(crowd, await world.numbered(number), path, pages))

    return asking


async def list_community(world: World, _: Crowd, __: int) -> Ask:
    person = await world.numbered(OUTSIDER)
    found = await world.column(_OPEN_COMMUNITIES)
    return over_and_over(reads(person, [f"/communities/{slug}/problems?state=open" for slug in found]))


async def list_component(world: World, _: Crowd, __: int) -> Ask:
    person = await world.numbered(OUTSIDER)
    found = await world.column("SELECT id FROM component ORDER BY md5(id::text) LIMIT 40")
    return over_and_over(reads(person, [f"/problems?component={each}" for each in found]))


async def list_own_community(world: World, crowd: Crowd, _: int) -> Ask:
    """Of a community that only its members may read."""
    path = f"/communities/community-n{CLOSED}/problems?state=open"
    return over_and_over(await walk(crowd, await world.numbered(READER_OF_FEW), path, 10))


async def list_filtered(world: World, _: Crowd, __: int) -> Ask:
    """The first few: so many as one component has in one community at each size of the record."""
    person = await world.numbered(READER_OF_MANY)
    components = await world.column("SELECT id FROM component ORDER BY md5(id::text) LIMIT 40")
    slugs = [f"community-n{number}" for number in (1, 3)]
    paths = [f"/problems?community={slug}&component={each}&state=open&limit=5" for each in components for slug in slugs]
    return over_and_over(reads(person, paths))


async def my_action_items(world: World, _: Crowd, __: int) -> Ask:
    """The first few of who has the most: so many as one has at each size of the record."""
    owners = await world.people(
        "SELECT owner_id AS member_id, min(s.id::text)::uuid AS sign_in_id FROM action_item a"
        " JOIN sign_in s ON s.member_id = a.owner_id WHERE state <> 'done'"
        " GROUP BY owner_id ORDER BY least(count(DISTINCT a.id), 5) DESC, owner_id LIMIT 200"
    )
    return over_and_over([each for person, _ in owners for each in reads(person, ["/me/action-items?limit=5"])])
