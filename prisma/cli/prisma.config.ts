// `prisma generate` needs no native engine; naming any executable stops its download.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

const { defineConfig } = await import('prisma/config')

export default defineConfig({
  schema: '../schema.prisma',
  migrations: { path: '../migrations' },
})
