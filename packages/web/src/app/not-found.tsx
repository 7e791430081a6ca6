import { Link } from 'wouter'
import { Empty } from '../ui/states.tsx'
import { addresses } from './addresses.ts'
import { Page } from './page.tsx'

export const NotFound = () => (
  <Page crumbs={[{ label: 'Not found' }]}>
    <Empty
      title="There is nothing at this address"
      actions={
        <Link href={addresses.tests} className="text-accent-text hover:underline">
          All tests
        </Link>
      }
    >
      What was here may have been renamed or deleted.
    </Empty>
  </Page>
)
