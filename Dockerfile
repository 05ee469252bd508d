# Paths in RUN and COPY are relative to WORKDIR on purpose: scripts/check-docker.mjs runs these very steps without an
# engine, in an empty folder.

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY server/package.json server/
COPY web/package.json web/
RUN npm ci --include=dev --no-fund --no-audit
COPY . .
RUN node scripts/build.mjs

FROM node:20-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY server/package.json server/
COPY web/package.json web/
# Only what the server needs at run time; its own node_modules exists only when a version differs from the root's.
RUN npm ci --omit=dev --workspace=server --no-fund --no-audit && mkdir -p server/node_modules

FROM node:20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
COPY package.json LICENSE ./
COPY server/package.json server/
COPY --from=packages /app/node_modules node_modules
COPY --from=packages /app/server/node_modules server/node_modules
COPY --from=build /app/server/dist server/dist
COPY --from=build /app/web/dist web/dist
COPY --from=build /app/schema schema
COPY ops/docker/healthcheck.mjs ops/docker/
# 1000 is the image's user "node".
RUN install -d -o 1000 -g 1000 data
USER node
VOLUME /app/data
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "ops/docker/healthcheck.mjs"]
CMD ["node", "--enable-source-maps", "server/dist/server/src/main.js"]
