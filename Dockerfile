# One image for every process of Colophon; `docker run` without a command runs the embedded one.
# Its Node is the one that package-lock.json pins by content: the images' own Node only runs npm.

FROM node:24.11.1-bookworm AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund \
  && mv node_modules/node-linux-*/bin/node /opt/node \
  && rm -r node_modules/node-linux-*

FROM node:24.11.1-bookworm AS web
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json vite.config.ts ./
COPY scripts ./scripts
COPY src ./src
RUN node scripts/setup.mjs --for start

FROM debian:12.12-slim
# Node is linked against libatomic, which the slim image lacks.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends libatomic1 \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin colophon \
  && install --directory --owner=colophon --mode=700 /data
WORKDIR /app
COPY --from=packages /opt/node /usr/local/bin/node
COPY --from=packages /app/node_modules ./node_modules
COPY --from=web /app/dist ./dist
COPY package.json ./
COPY src ./src
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3001 DATA_DIR=/data
VOLUME /data
EXPOSE 3001
USER 10001:10001
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3001}/health`).then(({ ok }) => process.exit(ok ? 0 : 1))"]
# Process 1 is Node itself, so that a stop's SIGTERM reaches it.
CMD ["node", "src/processes/embedded.ts"]
