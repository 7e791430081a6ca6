import { defineHelper } from './define-helper.ts'
import { needText } from './shared/arguments.ts'

export default defineHelper({
  name: 'DS',
  summary: 'Files of the project',
  functions: {
    loadTextFile: {
      signature: 'loadTextFile(name)',
      summary: 'The text of a file under files/',
      example: "JSON.parse(DS.loadTextFile('user.json')).name",
      run: ([name], use) => use.loadText(needText('DS.loadTextFile', 'the name of a file as text', name)),
    },
  },
})
