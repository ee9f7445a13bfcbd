# k6 for tests where its own image cannot be pulled: the program of the build context (k6 is under the AGPL-3.0 and stays
# a program of its own), laid out as grafana/k6 is.
ARG BASE_IMAGE=debian:bookworm-slim
FROM ${BASE_IMAGE}
COPY k6 /usr/bin/k6
USER 65534:65534
ENTRYPOINT ["/usr/bin/k6"]
