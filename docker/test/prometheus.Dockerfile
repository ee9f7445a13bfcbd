# Prometheus for tests where its own image cannot be pulled: the programs of the build context on a plain base, laid out
# as prom/prometheus is.
ARG BASE_IMAGE=debian:bookworm-slim
FROM ${BASE_IMAGE}
COPY prometheus promtool /bin/
RUN install -d -o 65534 -g 65534 /prometheus /etc/prometheus
USER 65534:65534
EXPOSE 9090
ENTRYPOINT ["/bin/prometheus"]
