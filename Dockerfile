# Runs extract on a mounted folder, offline:
#   docker build -t extract .
#   docker run --rm --network none -u "$(id -u)" -v "$PWD:/data" extract news/ -o facts.jsonl
FROM python:3.13-slim

WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY src src
COPY models models
COPY docs/extract.1 docs/extract.1
# What was copied here has no version to pin; pyproject.toml gives the bounds of the rest.
# hadolint ignore=DL3013
RUN pip install --no-cache-dir '.[web,pdf,docx,feeds,warc,parquet]'

ENV HOME=/tmp
USER 65534:65534
WORKDIR /data
ENTRYPOINT ["extract"]
