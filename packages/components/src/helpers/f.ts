import { faker as english } from '@faker-js/faker/locale/en_US'
import { fakeHelper } from './f/fake-helper.ts'

export { fakerFor, locales } from './f/locales.ts'

export default fakeHelper(english, english)
