/** A report as a file of its own: reads the events that the page holds, and shows them as the studio does. */
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { followTheme } from '../app/choices.ts'
import { listenToKeys } from '../app/commands.ts'
import { ReportPlaceContext, type StepLook } from '../features/report/place.ts'
import { filePlace } from './file-place.ts'
import { reportOf } from './read-events.ts'
import { ReportFile } from './report-file.tsx'
import '../styles.css'

followTheme()
listenToKeys()

const root = document.getElementById('root')
if (!root) throw new Error('the page has no place for the report')
const report = reportOf(document)
const looks = JSON.parse(document.getElementById('components')?.textContent ?? '{}') as Record<string, StepLook> // written by the build
createRoot(root).render(
  <ReportPlaceContext value={filePlace(report, looks)}>
    <Router hook={useHashLocation}>
      <ReportFile run={{ report, revision: 1, done: true }} />
    </Router>
  </ReportPlaceContext>,
)
