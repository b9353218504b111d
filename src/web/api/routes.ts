import { createRoutes, type Routes } from '../routes.ts'
export const apiRoutes = (_: unknown): Routes => createRoutes()
