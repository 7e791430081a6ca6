import { Refusal } from './refusal.ts'
import type { Resource, Route } from './route.ts'

interface Entry {
  readonly route: Route
  readonly resource: Resource
}

/** All routes that share a path. */
interface Place {
  readonly segments: readonly string[]
  readonly entries: ReadonlyMap<string, Entry>
}

export interface Match {
  readonly entries: ReadonlyMap<string, Entry>
  readonly inPath: Readonly<Record<string, string>>
}

/** Finds by path what may be called there; undefined where the shop has nothing. */
export function routeTable(resources: readonly Resource[]): (path: string) => Match | undefined {
  const places = new Map<string, { segments: string[]; entries: Map<string, Entry> }>()
  for (const resource of resources) {
    for (const route of resource.routes) {
      const place = places.get(route.path) ?? { segments: route.path.split('/'), entries: new Map() }
      places.set(route.path, place)
      place.entries.set(route.method, { route, resource })
    }
  }
  return (path) => {
    const segments = path.split('/')
    for (const place of places.values()) {
      const inPath = fit(place, segments)
      if (inPath) return { entries: place.entries, inPath }
    }
    return undefined
  }
}

function fit(place: Place, segments: readonly string[]): Record<string, string> | undefined {
  if (place.segments.length !== segments.length) return undefined
  const inPath: Record<string, string> = {}
  for (const [index, pattern] of place.segments.entries()) {
    const segment = segments[index] ?? ''
    if (pattern.startsWith('{')) {
      if (segment === '') return undefined
      inPath[pattern.slice(1, -1)] = decodeSegment(segment)
    } else if (pattern !== segment) return undefined
  }
  return inPath
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw new Refusal(400, `'${segment}' in the path is not percent-encoded UTF-8`)
  }
}
