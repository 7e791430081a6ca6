import { createRoot } from 'react-dom/client'
import { followChanges } from './api/changes.ts'
import { App } from './app/app.tsx'
import { followTheme } from './app/choices.ts'
import { listenToKeys } from './app/commands.ts'
import './styles.css'

followTheme()
listenToKeys()
followChanges()

const root = document.getElementById('root')
if (!root) throw new Error('the page has no place for the studio')
createRoot(root).render(<App />)
