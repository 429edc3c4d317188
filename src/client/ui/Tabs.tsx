// Parts of one screen, each with its own address: links, so Back and bookmarks work.
import './frame.css';

export type Tab = { readonly href: string; readonly label: string; readonly current: boolean };

export type TabsProps = { readonly label: string; readonly items: readonly Tab[] };

export function Tabs({ label, items }: TabsProps) {
  return (
    <nav class="tabs no-print" aria-label={label}>
      {items.map((item) => (
        <a
          key={item.href}
          class="tab"
          href={item.href}
          aria-current={item.current ? 'page' : undefined}
        >
          {item.label}
        </a>
      ))}
    </nav>
  );
}
