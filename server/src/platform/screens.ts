import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { Router, type Request, type RequestHandler, type Response } from 'express'
import { projectRoot } from './config'
import { AppError } from './errors'

/** What the web build made. Read from disk at each request: a new build is served at once. */
const builtScreens = join(projectRoot, 'web/dist')

const isRead = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD'

/** A page of ours: never cached, because it names the assets of one build. The root is stated: the project may stand in a hidden folder. */
function sendPage(response: Response, root: string, page: string): void {
  response.setHeader('Cache-Control', 'no-cache')
  response.sendFile(page, { root })
}

/** GET /graphql in a browser: the explorer. A program takes anything or asks for JSON: that, and everything else there, is for Apollo. */
export function explorerPage(folder = builtScreens): RequestHandler {
  const page = 'explorer.html'
  return (request, response, next) => {
    response.vary('Accept')
    const wantsPage = isRead(request) && request.path === '/' && request.accepts(['json', 'html']) === 'html'
    if (wantsPage && existsSync(join(folder, page))) sendPage(response, folder, page)
    else next()
  }
}

/** The two descriptions of the API, as they are kept beside the code, for tools that make clients of them. */
export function descriptions(): Router {
  const router = Router()
  const files = { 'openapi.json': 'application/json', 'schema.graphql': 'text/plain' }
  for (const [name, type] of Object.entries(files)) {
    router.get(`/docs/${name}`, (_request, response) => {
      response.setHeader('Content-Type', `${type}; charset=utf-8`)
      response.sendFile(name, { root: join(projectRoot, 'schema'), maxAge: '5m' })
    })
  }
  return router
}

/** The single-page application. Its assets carry a hash in their name and never change. */
export function screens(folder = builtScreens): Router {
  const router = Router()
  const page = 'index.html'
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y' }), noSuchPath)
  router.get('/robots.txt', (_request, response) => {
    response.setHeader('Cache-Control', 'public, max-age=86400')
    response.type('text/plain').send('User-agent: *\nDisallow: /\n')
  })
  router.use(express.static(folder, { index: false, setHeaders: pagesAreNotKept }))
  router.use((request: Request, response: Response) => {
    response.vary('Accept')
    if (!isRead(request) || !request.accepts('html') || !existsSync(join(folder, page))) return noSuchPath()
    sendPage(response, folder, page)
  })
  return router
}

function noSuchPath(): never {
  throw new AppError('NOT_FOUND', 'No such path')
}

function pagesAreNotKept(response: Response, path: string): void {
  if (path.endsWith('.html')) response.setHeader('Cache-Control', 'no-cache')
}
