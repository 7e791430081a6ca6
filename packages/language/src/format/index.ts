export { formatYaml } from './format.ts'
