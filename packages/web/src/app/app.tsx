import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { queryClient } from '../api/queries.ts'
import { Skeleton } from '../ui/states.tsx'
import { Toasts } from '../ui/toast.tsx'
import { TooltipProvider } from '../ui/tooltip.tsx'
import { GlobalCommands } from './global-commands.tsx'
import { useNewTestOpen } from './new-test.ts'
import { NotFound } from './not-found.tsx'
import { palette } from './palette.ts'

const TestsPage = lazy(() => import('../features/tests/tests-page.tsx'))
const Tour = lazy(() => import('./tour.tsx').then((module) => ({ default: module.Tour })))
const CommandPalette = lazy(() => import('./command-palette.tsx'))
const NewTestDialog = lazy(() => import('../features/tests/new-test-dialog.tsx'))
const ComposerPage = lazy(() => import('../features/composer/composer-page.tsx'))
const WorkbenchPage = lazy(() => import('../features/workbench/workbench-page.tsx'))
const RunsPage = lazy(() => import('../features/runs/runs-page.tsx'))
const ReportPage = lazy(() => import('../features/report/report-page.tsx'))
const VariablesPage = lazy(() => import('../features/variables/variables-page.tsx'))
const FilesPage = lazy(() => import('../features/files/files-page.tsx'))

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <Suspense fallback={<Skeleton />}>
          <Switch>
            <Route path="/" component={TestsPage} />
            <Route path="/test/*">{(given) => <ComposerPage kind="test" rest={given['*']} />}</Route>
            <Route path="/snippet/*">{(given) => <ComposerPage kind="snippet" rest={given['*']} />}</Route>
            <Route path="/requests">{() => <WorkbenchPage rest={undefined} />}</Route>
            <Route path="/requests/*">{(given) => <WorkbenchPage rest={given['*']} />}</Route>
            <Route path="/runs" component={RunsPage} />
            <Route path="/run/:id">{({ id }) => <ReportPage id={decodeURIComponent(id)} />}</Route>
            <Route path="/vault">{() => <VariablesPage environment={undefined} />}</Route>
            <Route path="/environment/:name">
              {({ name }) => <VariablesPage environment={decodeURIComponent(name)} />}
            </Route>
            <Route path="/files" component={FilesPage} />
            <Route component={NotFound} />
          </Switch>
        </Suspense>
        <GlobalCommands />
        <Suspense>
          <Openable />
          <Tour />
        </Suspense>
        <Toasts />
      </TooltipProvider>
    </QueryClientProvider>
  )
}

/** What is opened from anywhere, and loaded when it is. */
function Openable() {
  const newTest = useNewTestOpen()
  const search = palette.useOpen()
  return (
    <Suspense>
      {newTest ? <NewTestDialog /> : null}
      {search ? <CommandPalette /> : null}
    </Suspense>
  )
}
