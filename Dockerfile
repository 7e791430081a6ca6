# The `merlon` command in an image of its own: docker build -t merlon . && docker run --rm -v "$PWD:/work" merlon run
FROM node:22-bookworm-slim AS build
WORKDIR /merlon
COPY . .
RUN npm ci && npm pack -w merlon --pack-destination /tmp

FROM node:22-bookworm-slim
COPY --from=build /tmp/merlon-*.tgz /tmp/merlon.tgz
RUN npm install --global /tmp/merlon.tgz && rm -rf /tmp/merlon.tgz /root/.npm
USER node
WORKDIR /work
ENTRYPOINT ["merlon"]
CMD ["--help"]
