FROM node:22-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm prune --omit=dev --omit=optional --ignore-scripts

FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/seeds/data ./seeds/data
COPY --from=build /app/web/dist ./web/dist
RUN mkdir /data && chown node /data
VOLUME /data
USER node
EXPOSE 4000
CMD ["node", "dist/src/main.js"]
