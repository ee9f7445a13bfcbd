# Two images from one build: `exporter` (with k6) and `shop` (the demo shop). `npm run build` comes first: it makes the
# console that is copied in below.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim
ARG K6_IMAGE=grafana/k6:2.2.0

# k6 is under the AGPL-3.0. It comes unchanged from its own image and is only ever run as a separate program.
FROM ${K6_IMAGE} AS k6

FROM ${NODE_IMAGE} AS manifests
WORKDIR /opt/loadstar
COPY package.json package-lock.json .npmrc ./
COPY exporter/package.json exporter/
COPY grafana-plugin/package.json grafana-plugin/
COPY k6-extension-scripts/package.json k6-extension-scripts/

FROM manifests AS production
RUN npm ci --workspace exporter --omit=dev --ignore-scripts --loglevel=error

FROM manifests AS build
RUN npm ci --workspace exporter --include-workspace-root --ignore-scripts --loglevel=error
COPY tsconfig.base.json ./
COPY exporter exporter
RUN npm run build --workspace exporter

FROM ${NODE_IMAGE} AS shop
WORKDIR /opt/loadstar
ENV NODE_ENV=production
COPY --from=production /opt/loadstar/node_modules node_modules
COPY exporter/package.json exporter/
COPY --from=build /opt/loadstar/exporter/dist exporter/dist
# Volumes take over these folders' owner when they are first mounted.
RUN install -d -o node -g node /var/lib/shop
USER node
EXPOSE 9100
ENTRYPOINT ["node", "exporter/dist/demo/shopOnly/main.js"]
CMD ["--address", "0.0.0.0", "--port", "9100", "--past", "/var/lib/shop/past.jsonl"]

FROM ${NODE_IMAGE} AS exporter
WORKDIR /opt/loadstar
ENV NODE_ENV=production
COPY --from=k6 /usr/bin/k6 /usr/local/bin/k6
COPY --from=production /opt/loadstar/node_modules node_modules
COPY exporter/package.json exporter/
COPY --from=build /opt/loadstar/exporter/dist exporter/dist
COPY exporter/presets exporter/presets
COPY k6-extension-scripts/package.json k6-extension-scripts/
COPY k6-extension-scripts/src k6-extension-scripts/src
COPY grafana-plugin/host/dist grafana-plugin/host/dist
COPY docker/makeSecrets.mjs docker/
RUN install -d -o node -g node /var/lib/loadstar /run/loadstar
USER node
EXPOSE 9851
# The flags are those of main.js's own first line.
ENTRYPOINT ["node", "--max-semi-space-size=4", "exporter/dist/main.js"]
CMD ["exporter", "--config", "/etc/loadstar/loadstar.yml"]
