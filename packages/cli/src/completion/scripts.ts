/** The scripts that teach a shell to complete; each asks the command itself what may come next. */
import type { Shell } from './candidates.ts'

const bash = `# merlon, for bash: put \`source <(merlon completion bash)\` into ~/.bashrc
_merlon() {
  local line words=() at current=\${COMP_WORDS[COMP_CWORD]}
  for ((at = 1; at <= COMP_CWORD; at++)); do words+=("\${COMP_WORDS[at]}"); done
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == ':files' ]]; then
      compopt -o filenames 2>/dev/null
      [[ $current == '=' ]] && current=
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current")
    else
      COMPREPLY+=("\${line%%$'\\t'*}")
    fi
  done < <("\${COMP_WORDS[0]}" completion --query -- "\${words[@]}" 2>/dev/null)
}
complete -F _merlon merlon
`

const zsh = `#compdef merlon
# merlon, for zsh: put \`source <(merlon completion zsh)\` into ~/.zshrc, behind \`compinit\`
_merlon() {
  local -a described
  local line value files=0
  while IFS= read -r line; do
    if [[ $line == ':files' ]]; then
      files=1
    else
      value=\${line%%$'\\t'*}
      described+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
    fi
  done < <("\${words[1]}" completion --query -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  (( \${#described} )) && _describe merlon described
  (( files )) && _files
  return 0
}
compdef _merlon merlon
`

const fish = `# merlon, for fish: merlon completion fish > ~/.config/fish/completions/merlon.fish
function __merlon_complete
  set -l before (commandline -opc)
  set -l current (commandline -ct)
  for line in ($before[1] completion --query -- $before[2..-1] "$current" 2>/dev/null)
    if test "$line" = ':files'
      __fish_complete_path "$current"
    else
      echo $line
    end
  end
end
complete -c merlon -f -a '(__merlon_complete)'
`

const powershell = `# merlon, for PowerShell: put \`merlon completion powershell | Out-String | Invoke-Expression\` into $PROFILE
Register-ArgumentCompleter -Native -CommandName merlon -ScriptBlock {
  param($word, $ast, $position)
  $given = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  # An empty argument would be lost on the way.
  if ($word -eq '') { $given += '""' }
  & $ast.CommandElements[0].ToString() completion --query -- @given 2>$null | Where-Object { $_ -ne ':files' } | ForEach-Object {
    $value, $about = $_ -split "\`t", 2
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', ($about, $value | Where-Object { $_ } | Select-Object -First 1))
  }
}
`

export const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish, powershell }
