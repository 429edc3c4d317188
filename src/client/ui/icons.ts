// All icon drawings. Loaded with the first screen after the start screen (app/routes.ts): the start screen
// needs only those of start-icons.ts.
import { drawn, startIcons } from './start-icons.ts';

const otherIcons = {
  camera: 'M3.5 7.5h4l1.8-3h5.4l1.8 3h4v12h-17ZM12 16.8a3.6 3.6 0 1 0 0-7.2 3.6 3.6 0 0 0 0 7.2Z',
  settings: 'M3.5 7h9M16.5 7h4M14.5 4.5v5M3.5 17h4M11.5 17h9M9.5 14.5v5',
  forward: 'M4 12h15.5M13 5.5l6.5 6.5-6.5 6.5',
  down: 'M5.5 9l6.5 6.5L18.5 9',
  up: 'M5.5 15.5 12 9l6.5 6.5',
  check: 'M4.5 12.5 9.8 18 19.5 6.5',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  tablet: 'M5.5 3h13v18h-13ZM10.5 17.8h3',
  sent: 'M12 15.5V4M7 9l5-5 5 5M4.5 15v5.5h15V15',
  speak: 'M4 9.5v5h3.5L12.5 19V5L7.5 9.5ZM16 9a4.2 4.2 0 0 1 0 6M18.5 6.3a8 8 0 0 1 0 11.4',
  stop: 'M6 6h12v12H6Z',
  play: 'M7.5 4.5v15L19.5 12Z',
  print: 'M7 8.5V3.5h10v5M7 17H3.5V8.5h17V17H17M7 13.5h10v7H7Z',
  calendar: 'M4 6h16v14.5H4ZM4 10.5h16M8.5 3.5V8M15.5 3.5V8',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5.3l3.5 2.2',
  person: 'M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c.6-3.8 3.5-6 7.5-6s6.9 2.2 7.5 6',
  phone:
    'M8.3 3.5 10.5 8 8.3 9.8c1 2.6 3.3 4.9 5.9 5.9L16 13.5l4.5 2.2v3.2c0 .9-.8 1.6-1.7 1.5C10.6 19.8 4.2 13.4 3.6 5.2c-.1-.9.6-1.7 1.5-1.7Z',
  mobile: 'M7 2.5h10v19H7ZM10.5 18.5h3',
  bill: 'M5.5 2.8v18.4l2.2-1.5 2.1 1.5 2.2-1.5 2.2 1.5 2.1-1.5 2.2 1.5V2.8ZM9 8h6M9 12h6',
  euro: 'M17.5 6.3A7 7 0 0 0 6.8 12a7 7 0 0 0 10.7 5.7M4 10.3h8.5M4 13.7h7.5',
  search: 'M10.5 17.5a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM15.7 15.7l5 5',
  edit: 'M4.5 19.5l.9-4.4L16 4.5l3.5 3.5L8.9 18.6ZM13.5 7l3.5 3.5',
  remove: 'M4.5 6.5h15M9 6.5V3.5h6v3M6.5 6.5l1 14h9l1-14M10.3 10.5v6M13.7 10.5v6',
  undo: 'M9 5 4.5 9.5 9 14M4.5 9.5h9.3a5.2 5.2 0 0 1 0 10.5H9',
  filter: 'M3.5 5h17L14 12.7V19l-4 1.8v-8.1Z',
  download: 'M12 4v11.5M7 10.5l5 5 5-5M4.5 20.5h15',
  upload: 'M12 15.5V4M7 9l5-5 5 5M4.5 20.5h15',
  theme: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 3v18M12 7.5h6.5M12 12h9M12 16.5h6.5',
  list: 'M9 6h11.5M9 12h11.5M9 18h11.5M4 6h.5M4 12h.5M4 18h.5',
  message: 'M3.5 5.5h17v13h-17ZM3.5 7l8.5 6 8.5-6',
  lock: 'M5.5 10.5h13v10h-13ZM8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3M12 14.5v2',
  shield: 'M12 3l7.5 2.5v6c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.5v-6ZM8.7 12l2.4 2.4 4.4-4.9',
  star: 'M12 3.5l2.5 5.6 6.1.6-4.6 4.1 1.3 6L12 16.7l-5.3 3.1 1.3-6-4.6-4.1 6.1-.6Z',
  heart:
    'M12 20C6 15.7 3.5 12.6 3.5 9.2A4.5 4.5 0 0 1 12 7.2a4.5 4.5 0 0 1 8.5 2c0 3.4-2.5 6.5-8.5 10.8Z',
  history: 'M4 4.5V9h4.5M4.3 9A8.3 8.3 0 1 1 3.7 12M12 7.5v5l3.3 2',
  link: 'M10 14a4 4 0 0 0 5.7 0l3.6-3.6a4 4 0 0 0-5.7-5.7L12.5 5.8M14 10a4 4 0 0 0-5.7 0l-3.6 3.6a4 4 0 0 0 5.7 5.7l1.1-1.1',
  code: 'M4 4h6v6H4ZM14 4h6v6h-6ZM4 14h6v6H4ZM14 14h2.5v2.5M20 14v2.5M14 20h2.5M20 19.5v.5M17.5 17.5v.1',
  note: 'M5 3.5h14v11.5l-5 5.5H5ZM14 20.5V15h5M8.5 8h7M8.5 12h4',
  key: 'M8 16.5a4.5 4.5 0 1 1 4.2-6H21v3.5h-2.5v2.5H15V14h-2.8A4.5 4.5 0 0 1 8 16.5ZM8 12v.1',
} as const;

export const icons = { ...startIcons, ...otherIcons };

export type IconName = keyof typeof icons;

Object.assign(drawn, otherIcons);
