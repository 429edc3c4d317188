// A text out of a content record as paragraphs and lists, in the language it really is in.
// Called by the player, the paper twin and the helper's notes.
import type { ContentText } from '#i18n/content-text.ts';
import { blocksOf } from '#ui/TextBlocks.tsx';

export type ContentBodyProps = { readonly text: ContentText };

export function ContentBody({ text }: ContentBodyProps) {
  return (
    <div class="lesson-body" lang={text.lang}>
      {blocksOf(text.words).map((block, index) =>
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
