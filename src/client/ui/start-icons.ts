// The icon drawings that the frame and the start screen need, and the list that Icon.tsx reads: icons.ts adds the others to it.
// One path each on a 24 by 24 grid, drawn with a line 2 wide. An icon never stands without a word (rule 31).

export const startIcons = {
  home: 'M3.5 11 12 4l8.5 7M6 9.2V20h12V9.2M10 20v-6h4v6',
  learn:
    'M12 6.5C9.8 4.9 6.8 4.4 3 4.6v13.6c3.8-.2 6.8.3 9 1.9 2.2-1.6 5.2-2.1 9-1.9V4.6c-3.8-.2-6.8.3-9 1.9Zm0 0v13.6',
  practice:
    'M8 2.5h8A1.5 1.5 0 0 1 17.5 4v4M6.5 4A1.5 1.5 0 0 1 8 2.5M6.5 4v16A1.5 1.5 0 0 0 8 21.5h3M13 21l-2.6-4.2a1.3 1.3 0 0 1 2.1-1.5l.8 1V11a1.3 1.3 0 0 1 2.6 0v3.2l2.7.5a2 2 0 0 1 1.6 2.2L19.8 21',
  records: 'M8.5 4.5H5.5v16h13v-16h-3M8.5 3h7v3.5h-7ZM8.5 11h7M8.5 15h4.5',
  places:
    'M12 21.5c4.3-4.6 6.5-8.3 6.5-11.3a6.5 6.5 0 0 0-13 0c0 3 2.2 6.7 6.5 11.3ZM12 12.7a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  desk: 'M4 20.5V11M9.3 20.5V4.5M14.7 20.5V14M20 20.5V8',
  help: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9.4 9.7A2.6 2.6 0 0 1 12 7.4c1.5 0 2.6.9 2.6 2.3 0 2-2.6 2-2.6 4M12 16.8v.1',
  back: 'M20 12H4.5M11 5.5 4.5 12l6.5 6.5',
  chevron: 'M9 5.5 15.5 12 9 18.5',
  close: 'M5.5 5.5l13 13M18.5 5.5l-13 13',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11.2v5.3M12 7.5v.1',
  done: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM7.8 12.3l3 3 5.4-6.2',
  careful: 'M12 3.8 2.8 20h18.4ZM12 10v4.5M12 17.2v.1',
  problem: 'M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3ZM12 7.5v5.5M12 16.3v.1',
  received:
    'M7.2 19a4.4 4.4 0 0 1-.7-8.7 5.7 5.7 0 0 1 11-.2A4.5 4.5 0 0 1 17 19ZM9 14.2l2.2 2.2 4-4.4',
  offline:
    'M7.2 19a4.4 4.4 0 0 1-.7-8.7 5.8 5.8 0 0 1 1.6-3M11 5.5a5.7 5.7 0 0 1 6.5 4.6 4.5 4.5 0 0 1 2.6 7M4 3.5l16.5 17',
  sync: 'M19.8 10A8 8 0 0 0 5.3 7.3L4 9M4 4.5V9h4.5M4.2 14a8 8 0 0 0 14.5 2.7L20 15M20 19.5V15h-4.5',
  people:
    'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 19.5c.5-3.4 3-5.3 6.5-5.3s6 1.9 6.5 5.3M15.5 4.8a3.5 3.5 0 0 1 0 6.4M17.8 14.8c2 .7 3.3 2.3 3.7 4.7',
  handover: 'M3.5 5.5h9v13h-9ZM7 15.5h2M15.5 8.5 19.5 12l-4 3.5M12.5 12h7',
  language:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3 12h18M12 3c2.5 2.6 3.8 5.6 3.8 9s-1.3 6.4-3.8 9c-2.5-2.6-3.8-5.6-3.8-9S9.5 5.6 12 3Z',
  text: 'M2.5 18.5 8 5l5.5 13.5M4.5 14h7M15 18.5l3.3-8.2 3.3 8.2M16 16h4.6',
  todo: 'M3.5 6 5 7.5 8 4.5M3.5 16.5 5 18l3-3M11.5 6.5h9M11.5 17h9',
  survey: 'M4 3.5h16v13h-7.5l-5 4v-4H4ZM8 8h8M8 12h5',
} as const;

/** Name -> drawing, as far as they are loaded. */
export const drawn: Record<string, string> = { ...startIcons };
