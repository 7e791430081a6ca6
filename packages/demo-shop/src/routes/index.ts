/** The table of resources: a new one is a file beside this one and a line in it. */
import type { Resource } from '../http/route.ts'
import type { Shop } from '../shop.ts'
import { cart } from './cart.ts'
import { documents } from './documents.ts'
import { echo } from './echo.ts'
import { files } from './files.ts'
import { flaky } from './flaky.ts'
import { graphql } from './graphql.ts'
import { health } from './health.ts'
import { jobs } from './jobs.ts'
import { oauth } from './oauth.ts'
import { orders } from './orders.ts'
import { product } from './product.ts'
import { redirects } from './redirects.ts'
import { report } from './report.ts'
import { session } from './session.ts'
import { slow } from './slow.ts'
import { soap } from './soap.ts'
import { status } from './status.ts'
import { user } from './user.ts'

const factories = [
  user,
  product,
  cart,
  orders,
  jobs,
  oauth,
  session,
  files,
  report,
  graphql,
  soap,
  flaky,
  slow,
  redirects,
  echo,
  status,
  health,
]

export function allResources(shop: Shop): readonly Resource[] {
  const resources: Resource[] = factories.map((make) => make(shop))
  resources.push(documents(() => resources))
  return resources
}
