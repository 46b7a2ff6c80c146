/** The markdown that a comment of ours is made of: headings, tables, lists, fences, folds and inline marks. */
const BLOCKS = /^(?:(?<bar>`{3,})\w*\n(?<code>[^]*?)\n\k<bar>$|(?<block>(?:.+\n?)+))/gm

/** A page that shows a comment as GitHub does, its folds shut. */
export function renderPage(markdown: string, theme: 'light' | 'dark'): string {
  return `<!doctype html>
<html lang="en" data-theme="${theme}">
<meta charset="utf-8">
<style>${STYLE}</style>
<article>
<header><b>github-actions</b> <span class="label">bot</span> commented</header>
<div class="body">${renderBlocks(markdown)}</div>
</article>
</html>`
}

function renderBlocks(markdown: string): string {
  return Array.from(markdown.matchAll(BLOCKS), ({ groups: { code, block } = {} }) =>
    code === undefined ? renderBlock((block ?? '').trimEnd()) : `<pre>${escapeHtml(code)}</pre>`,
  ).join('\n')
}

function renderBlock(block: string): string {
  const heading = /^(#+) (.*)$/.exec(block)
  if (heading !== null) return `<h3>${renderInline(heading[2] ?? '')}</h3>`
  if (block.startsWith('|')) return renderTable(block.split('\n'))
  if (block.startsWith('- ')) {
    const items = block.split(/^- /m).slice(1)
    return `<ul>${items.map((item) => `<li>${renderInline(item)}</li>`).join('')}</ul>`
  }
  if (/^<\/?(?:details|sub)/.test(block)) return block
  return `<p>${renderInline(block)}</p>`
}

function renderTable([head = '', delimiters = '', ...rows]: readonly string[]): string {
  const isRight = cellsOf(delimiters).map((cell) => cell.endsWith(':'))
  const row = (line: string, tag: 'th' | 'td') => {
    const cells = cellsOf(line).map(
      (cell, column) =>
        `<${tag}${isRight[column] === true ? ' class="right"' : ''}>${renderInline(cell)}</${tag}>`,
    )
    return `<tr>${cells.join('')}</tr>`
  }
  return `<table>${row(head, 'th')}${rows.map((line) => row(line, 'td')).join('')}</table>`
}

function cellsOf(line: string): readonly string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}

/** What is not code is HTML already: a report escapes untrusted text by entities. */
function renderInline(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.startsWith('`')
        ? `<code>${escapeHtml(part.slice(1, -1))}</code>`
        : part
            .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
            .replace(/\[(.+?)\]\((.+?)\)/g, '<a href="$2">$1</a>')
            .replace(/^_(.+)_$/, '<i>$1</i>'),
    )
    .join('')
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** Sizes, colors and the list of fonts are GitHub's. */
const STYLE = `
:root { --text: #1f2328; --muted: #59636e; --line: #d1d9e0; --page: #ffffff; --soft: #f6f8fa; --code: #818b981f; color-scheme: light }
:root[data-theme=dark] { --text: #f0f6fc; --muted: #9198a1; --line: #3d444d; --page: #0d1117; --soft: #151b23; --code: #656c7633; color-scheme: dark }
html { background: var(--page) }
body { margin: 0; padding: 8px; color: var(--text);
  font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif, "Noto Color Emoji" }
article { border: 1px solid var(--line); border-radius: 6px }
header { padding: 8px 16px; background: var(--soft); color: var(--muted); border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0 }
header b { color: var(--text) }
.label { border: 1px solid var(--line); border-radius: 2em; padding: 0 7px; font-size: 12px }
.body { padding: 16px }
.body > * { margin: 0 0 16px } .body > :last-child { margin: 0 }
h3 { font-size: 17.5px; line-height: 1.25; font-weight: 600 }
b, th { font-weight: 600 }
table { border-collapse: collapse }
th, td { padding: 6px 13px; border: 1px solid var(--line); text-align: left; white-space: nowrap }
tr:nth-child(2n+1) td { background: var(--soft) }
.right { text-align: right }
code, pre { font: 12px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace }
code { padding: .2em .4em; background: var(--code); border-radius: 6px }
pre { padding: 16px; background: var(--soft); border-radius: 6px; overflow: hidden }
ul { padding-left: 2em }
a { color: inherit }
`
