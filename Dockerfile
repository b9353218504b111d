# The program for use with a PostgreSQL of your own (DATABASE_URL): docs/operations.md. Its own server is not in it.

FROM node:26.10.0-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY scripts/prune.mjs scripts/
# Optional packages bring another Node and PostgreSQL, which nothing here needs; peers, Prisma's command line.
RUN npm ci --omit=dev --omit=optional --omit=peer --ignore-scripts && node scripts/prune.mjs && npm cache clean --force
COPY prisma/migrations prisma/migrations
COPY src src
# Not root, and nothing in the image is writable for it: what the program keeps is in the database.
USER node
# Within a container all addresses are its own: what is reachable from outside is said by the ports that are published.
ENV PORT=8080 INTERSG_HOST=0.0.0.0
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not by npm, which would stand between the program and SIGTERM.
CMD ["node", "--disable-warning=ExperimentalWarning", "src/main.mjs"]
