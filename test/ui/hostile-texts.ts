/** Texts that would do something to a terminal, or confuse it, if they reached it as they are. */

/** Of which terminals agree how many cells each character takes. */
export const hostileTexts: readonly string[] = [
  '\x1b[2J\x1b[H', // clears the screen
  '\x1b]0;owned\x07', // sets the title
  '\x1b]2;owned\x1b\\',
  '\x1b]52;c;cm0gLXJmIC8=\x07', // sets the clipboard
  '\x1b]8;;http://example.com\x07click\x1b]8;;\x07', // a link
  '\x1b]8;;http://example.com', // a link that nothing ends
  '\x9d0;owned\x9c', // the same in C1
  '\x9b31mred',
  '\x1bPq#0;2;0;0;0\x1b\\', // a picture
  '\x1b[?1049l\x1b[?25l\x1b[?7h\x1b[?1000h', // modes
  '\x1b[6n\x1b[c\x1b[0c\x05', // asks the terminal to type something
  '\x1b[31m\x1b[8mhidden', // colours, and text that nobody sees
  '\x1b[5;1Hover there\x1b[10A',
  '\x1bc\x1b#8\x1b(0', // resets it, fills it, changes its letters
  'a\tb\rc\nd\be\x0bf\x0cg\x00h\x7fi', // moves
  '\u202Egnp.exe\u202C \u2066x\u2069 \u200F', // turns the direction of writing
  '\u200B\uFEFF\u00AD\u2060\u180E', // nothing that anybody sees
  '\u2028\u2029\u0085', // other line ends
  '漢字'.repeat(60),
  'e\u0301'.repeat(200),
  `a${'\u0300'.repeat(300)}`, // one letter under a tower of accents
  '\u0301\u0301', // accents on nothing
  'ｆｕｌｌ　ｗｉｄｔｈ',
  '\ud800 \udc00', // halves of characters
  Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0xe2, 0x82, 0x41]).toString('utf8'), // no UTF-8
  'x'.repeat(1_000_000),
  '漢'.repeat(300_000),
  `${'y'.repeat(999_000)}\x1b]0;owned\x07`,
  '$(reboot) `reboot` && reboot; %s%n\\x1b[2J',
]

/** Of which they do not. */
export const pictures: readonly string[] = [
  '👩‍👩‍👧‍👦'.repeat(60),
  '👍🏽'.repeat(100),
  '🇩🇪🇫🇷'.repeat(50),
  '☎️❤️'.repeat(50),
  '👩\u200d\u200d👩\u200d',
]
