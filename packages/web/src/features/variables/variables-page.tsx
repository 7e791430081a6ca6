/** The vault, or one environment: finds its file, and says so where there is none. */
import { useState } from 'react'
import { ApiError, call } from '../../api/client.ts'
import { forget, useAnswer, useLanguage } from '../../api/queries.ts'
import { Page } from '../../app/page.tsx'
import { useOpenDocument } from '../../document/open.ts'
import { Button } from '../../ui/button.tsx'
import { Empty, Failure, Skeleton } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import type { Language } from '../composer/composer.ts'
import { VariablesView } from './variables-view.tsx'

interface Place {
  readonly path: string
  readonly environment: string | undefined
}

const crumbsOf = (environment: string | undefined): { label: string }[] =>
  environment === undefined ? [{ label: 'Vault' }] : [{ label: 'environments' }, { label: environment }]

function Missing({ path, environment }: Place) {
  const [busy, setBusy] = useState(false)
  const create = async (): Promise<void> => {
    setBusy(true)
    try {
      await call('writeFile', { path, body: { text: '', base: null } })
      forget('listFiles', 'getProject', 'listVariables')
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      toast(error.message, { tone: 'fail' })
      setBusy(false)
    }
  }
  return (
    <Page crumbs={crumbsOf(environment)}>
      <Empty
        title={environment === undefined ? 'No vault yet' : `There is no environment ${environment}`}
        actions={
          <Button look="primary" disabled={busy} onClick={() => void create()}>
            Create {path}
          </Button>
        }
      >
        {environment === undefined
          ? 'The vault holds variables that every test sees: hosts, users, keys. Secrets are named there, and their values stay out of the files.'
          : 'An environment holds values that win over the vault when it is chosen.'}
      </Empty>
    </Page>
  )
}

function Opened({ path, environment, language }: Place & { language: Language }) {
  const open = useOpenDocument(path, language.catalog)
  if (open.is === 'failed')
    return (
      <Page crumbs={crumbsOf(environment)}>
        <Failure error={open.error} onRetry={() => location.reload()} />
      </Page>
    )
  if (open.is === 'loading' || open.session.current.path !== path)
    return (
      <Page crumbs={crumbsOf(environment)}>
        <Skeleton />
      </Page>
    )
  return <VariablesView key={path} session={open.session} environment={environment} crumbs={crumbsOf(environment)} />
}

export default function VariablesPage({ environment }: { environment: string | undefined }) {
  const files = useAnswer('listFiles', {})
  const language = useLanguage()
  const error = files.error ?? language.error
  if (error)
    return (
      <Page crumbs={crumbsOf(environment)}>
        <Failure
          error={error}
          onRetry={() => {
            void files.refetch()
            void language.refetch()
          }}
        />
      </Page>
    )
  if (!files.data || !language.data)
    return (
      <Page crumbs={crumbsOf(environment)}>
        <Skeleton />
      </Page>
    )
  const file = files.data.files.find(({ kind, name }) =>
    environment === undefined ? kind === 'vault' : kind === 'environment' && name === environment,
  )
  const path = file?.path ?? (environment === undefined ? 'vault.yaml' : `environments/${environment}.yaml`)
  if (!file) return <Missing path={path} environment={environment} />
  return <Opened key={path} path={path} environment={environment} language={language.data} />
}
