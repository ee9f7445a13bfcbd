# Alertmanager for tests where its own image cannot be pulled: the programs of the build context on a plain base, laid
# out as prom/alertmanager is.
ARG BASE_IMAGE=debian:bookworm-slim
FROM ${BASE_IMAGE}
COPY alertmanager amtool /bin/
# Debian's build looks for its templates here; others hold them.
COPY templates /usr/share/prometheus/alertmanager
RUN install -d -o 65534 -g 65534 /alertmanager /etc/alertmanager
USER 65534:65534
EXPOSE 9093
ENTRYPOINT ["/bin/alertmanager"]
