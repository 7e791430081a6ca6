import { homedir } from 'node:os'
import { catalog, loadHelper } from '@merlon/components'
import { catalogDocument } from '@merlon/engine'
import { importerTable } from '@merlon/importers'
import { type HelperFunction, type HelperObject, knownNames } from '@merlon/language'
import type { HelperDocument, ProjectView } from '@merlon/protocol/http'
import { reporterTable } from '@merlon/reporters'
import type { ProjectTree } from '../../store/store.ts'
import type { Handlers } from '../handler.ts'
import { eventStream } from '../sse.ts'

export const projects = {
  listProjects: async ({ studio }) => ({ projects: studio.projects.map(({ id, name }) => ({ id, name })) }),

  getProject: async ({ project, studio }): Promise<ProjectView> => {
    const environments = await environmentsOf(project.tree)
    const environment = studio.environment ?? environmentToBeginWith(environments)
    return {
      id: project.id,
      name: project.name,
      folder: shownFolder(project.folder),
      version: studio.version,
      readOnly: project.tree.readOnly,
      environments,
      ...(environment === undefined ? {} : { environment }),
      git: project.tree.versioned,
      ...(studio.demoShop === undefined ? {} : { demoShop: studio.demoShop }),
      reports: Object.entries(reporterTable).map(([name, { title, extension }]) => ({ name, title, extension })),
      importers: Object.entries(importerTable).map(([kind, { title, summary, accepts }]) => ({
        kind,
        title,
        summary,
        accepts: [...accepts],
      })),
    }
  },

  getLanguage: async () => {
    const { members, globals } = knownNames()
    return {
      catalog: catalogDocument(catalog),
      names: {
        members: Object.fromEntries(Object.entries(members).map(([kind, names]) => [kind, [...names]])),
        globals: globals.map(({ name, members: inside }) => ({ name, members: [...inside] })),
      },
      helpers: await helperDocuments(),
    }
  },

  watchProject: async ({ project, studio }) =>
    eventStream(
      studio.clock,
      async ({ send, comment, signal }) => {
        const stop = project.watch((change) => void send(change))
        comment('watching')
        await new Promise((resolve) => void signal.addEventListener('abort', resolve))
        stop()
      },
      studio.failed,
    ),
} satisfies Partial<Handlers>

const ENVIRONMENT = /^environments\/([^/]+)\.ya?ml$/

async function environmentsOf(tree: ProjectTree): Promise<string[]> {
  const files = await tree.list()
  return [...new Set(files.flatMap(({ path }) => ENVIRONMENT.exec(path)?.[1] ?? []))]
}

function environmentToBeginWith(environments: readonly string[]): string | undefined {
  return environments.find((name) => name === 'local') ?? environments[0]
}

function shownFolder(folder: string): string {
  const home = homedir()
  return folder === home || folder.startsWith(`${home}/`) ? `~${folder.slice(home.length)}` : folder
}

async function helperDocuments(): Promise<HelperDocument[]> {
  const helpers = await Promise.all([...catalog.helperNames].map((name) => loadHelper(name)))
  return helpers.flatMap((helper) => (helper ? [helperDocument(helper)] : []))
}

function helperDocument({ name, functions, call }: HelperObject): HelperDocument {
  const own = call ? [memberOf(name, call)] : []
  return { name, members: [...own, ...Object.entries(functions).map(([member, one]) => memberOf(member, one))] }
}

const memberOf = (name: string, { signature, summary }: HelperFunction): HelperDocument['members'][number] => ({
  name,
  signature,
  summary,
})
