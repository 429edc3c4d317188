// A content text as paragraphs and lists: paragraphs are parted by an empty line, lines that begin with "- " are a list.
// Called where a content text is shown whole.
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] };

export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let words: string[] = [];
  let items: string[] = [];
  const close = (): void => {
    if (words.length > 0) blocks.push({ kind: 'paragraph', text: words.join(' ') });
    if (items.length > 0) blocks.push({ kind: 'list', items });
    words = [];
    items = [];
  };
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    const item = line.startsWith('- ');
    // A list may follow its first line without an empty one between, and the other way round.
    if (line === '' || (item ? words.length > 0 : items.length > 0)) close();
    if (item) items.push(line.slice(2).trim());
    else if (line !== '') words.push(line);
  }
  close();
  return blocks;
}

export type TextBlocksProps = { readonly text: string; readonly lang?: string | undefined };

export function TextBlocks({ text, lang }: TextBlocksProps) {
  return (
    <div class="stack-tight" lang={lang}>
      {blocksOf(text).map((block, index) =>
        block.kind === 'list' ? (
          <ul key={index}>
            {block.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        ) : (
          <p key={index}>{block.text}</p>
        ),
      )}
    </div>
  );
}
