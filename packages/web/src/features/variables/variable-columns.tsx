/** The head of a table of variables. `aside` heads the column that says which value wins. */
export const VariableColumns = ({ aside }: { aside: string }) => (
  <thead>
    <tr className="h-8 text-left text-sm text-muted [&>th]:truncate [&>th]:font-normal">
      <th scope="col" className="w-[22%] px-3">
        Name
      </th>
      <th scope="col" className="pl-1.5">
        Value
      </th>
      <th scope="col" className="w-46 pl-1.5">
        {aside}
      </th>
      <th scope="col" className="w-20">
        Uses
      </th>
      <th scope="col" className="w-10">
        <span className="sr-only">Actions</span>
      </th>
    </tr>
  </thead>
)
