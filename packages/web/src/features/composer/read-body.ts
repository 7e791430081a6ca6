/** Reading XML and HTML, loaded when a variable holds some. */
export { bodyTree } from '@merlon/language'
