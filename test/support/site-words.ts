import type { Guest } from './draw-dog.ts'

/** One post of the seeded site. Minutes before the site is looked at; `sent` only where it reached the server later than it was written. */
export interface SaidPost {
  ago: number
  sent?: number
  by?: 'Ania'
  key?: string
  text: string
  photos?: (Guest & { alt: string })[]
}

/** What was said at Burek’s birthday, with every form that a text can take. */
export const BIRTHDAY: SaidPost[] = [
  {
    ago: 86,
    key: 'The gate is open',
    text: 'Mats on the grass, water in the shade, hats by the door.',
  },
  { ago: 84, text: 'First to arrive: **Frytka**, with a tennis ball of her own. It has been introduced to everyone.' },
  { ago: 82, by: 'Ania', text: 'Hello from the kitchen. The cake is *resting*. So am I.' },
  {
    ago: 79,
    text: 'The order of the day:\n\n1. Hats\n2. Musical mats\n3. Cake\n4. Presents, at **15:00**\n5. Sleep',
  },
  { ago: 77, text: 'Rules of the house:\n\n- no barking at the hedge\n- one hat per dog\n- the pond is *not* a bowl' },
  {
    ago: 74,
    by: 'Ania',
    text: 'From the invitation:\n\n> Come as you are.\n> Leave as late as you like.\n\nThey have.',
  },
  { ago: 71, text: 'Two more through the gate. That makes ten dogs, nine hats and no order at all.' },
  { ago: 68, by: 'Ania', text: '🎂🐕🎈' },
  { ago: 66, text: 'A greeting from the cousins: كل عام وأنت بخير يا بوريك، والكعكة للجميع! 🎉' },
  { ago: 65, text: 'كل سنة وأنت طيب يا بوريك. نتمنى لك يوما جميلا مع كل أصدقائك في الحديقة.' },
  { ago: 63, text: 'יום הולדת שמח, Burek!' },
  {
    ago: 60,
    by: 'Ania',
    text: 'The grandparents ask what the sign on the gate says. It says Geburtstagskuchenverteilungsreihenfolgebeschwerdestellenleiterin, and it is me.',
  },
  {
    ago: 58,
    text: 'Everything about today is at https://kitchen.example.org/parties/2026/a-first-birthday-in-the-garden?guests=eleven&hats=nine#the-order-of-the-day',
  },
  { ago: 56, by: 'Ania', key: 'First hat eaten', text: 'It was Pixel. It was made of paper. He is fine.' },
  {
    ago: 54,
    text: 'Questions go to [the hat office](https://kitchen.example.org/hats) or to hats@kitchen.example.org.',
  },
  { ago: 51, by: 'Ania', text: 'The water bowl has been moved into the shade.' },
  { ago: 49, by: 'Ania', text: 'The water bowl has been moved into the shade. Twice.' },
  {
    ago: 46,
    text: `For those who ask how it came to this. A year ago a lorry stopped at the petrol station on the hill, and when it left, there was a box beside the air pump. In the box were a blanket, half a sausage and Burek, who was asleep.

He slept through the ride home, through the first bath and through the whole of his first storm. On the third day he woke up, looked at the garden, and has not stopped since. The fence is new. The second fence is newer.

So today is not his birthday, strictly speaking. It is the day of the box. Nobody knows the other one, and he has been told that this is the better day to have: it comes with a story, and the story comes with a sausage.`,
  },
  { ago: 44, by: 'Ania', text: 'Candle found. Matches lost. We are asking the neighbours.' },
  { ago: 42, text: 'The neighbours came with matches, and with two more dogs who are *not* on the list.' },
  { ago: 38, text: 'Eleven dogs, not ten: Frytka has a sister, and she was under the table all along.' },
  { ago: 35, by: 'Ania', text: 'Everybody sits. I repeat: everybody sits. This has never happened before.' },
  {
    ago: 24,
    key: 'The candle is out, at the second try',
    text: 'First try: a sneeze. Second try: me, pretending to be the dog.',
  },
  { ago: 21, text: 'The cake lasted four minutes.' },
  { ago: 19, by: 'Ania', text: 'Was that the *whole* cake?' },
  { ago: 18, text: 'That was the whole cake.' },
  {
    ago: 15,
    by: 'Ania',
    text: 'Group picture by the hedge. Ten of eleven looked away, so here are three, one by one.',
    photos: [
      { fur: '#8a5a34', hat: '#d42a0b', width: 1600, height: 1200, alt: 'Frytka, in a red paper hat' },
      {
        fur: '#c9a26b',
        hat: '#2b6cb0',
        width: 1200,
        height: 1600,
        alt: 'Pixel, in a blue paper hat that has been bitten',
      },
      { fur: '#4a4038', hat: '#b7791f', width: 1600, height: 1200, alt: '' },
    ],
  },
  {
    ago: 8,
    text: 'Several of you asked: yes, the carrot cake is safe for dogs. No sugar, no raisins. The recipe is on https://kitchen.example.org.',
  },
  {
    ago: 34,
    sent: 5,
    by: 'Ania',
    text: 'Down by the pond, no signal here. Pixel has stolen the first balloon and will not discuss it.',
  },
  {
    ago: 4,
    text: 'The guest of honour, for about four seconds.',
    photos: [
      {
        fur: '#a9713f',
        hat: '#2f855a',
        width: 2000,
        height: 1500,
        alt: 'A brown dog in a striped paper hat, in front of a hedge',
      },
    ],
  },
  { ago: 3, text: 'Musical mats, third round. Burek has not understood the rules and is winning.' },
]

export const REGATTA: SaidPost[] = [
  { ago: 58, text: 'Forty-one boats are on the water, and one dog.' },
  { ago: 31, text: 'No wind at the outer mark. The committee looks at its flags, and the flags look back.' },
  { ago: 6, text: 'The start is put off by ten minutes: no wind at the outer mark.' },
]

export const HALF_MARATHON: SaidPost[] = [
  { ago: 312, by: 'Ania', text: 'Bag drop is calm. The queue is for the coffee.' },
  {
    ago: 290,
    key: 'The gun, on time',
    text: 'Wave one is through in fifty seconds. A brown dog in a paper hat is not on the start list and has been asked to wait.',
  },
  { ago: 273, sent: 255, by: 'Ania', text: 'Splits at five kilometres: 15:02, 15:02, 15:09.' },
  {
    ago: 258,
    by: 'Ania',
    key: 'Headwind on the bridge',
    text: 'The pack closes up behind whoever is tallest.',
  },
  { ago: 241, text: 'Water station four is out of cups. Volunteers are pouring straight into hands.' },
  {
    ago: 226,
    by: 'Ania',
    key: 'Course record, by eleven seconds',
    text: '1:03:47. She had not looked at a watch since the bridge.',
  },
  { ago: 185, key: 'The rain arrives', text: 'Nobody slows down. Several people speed up.' },
  { ago: 99, by: 'Ania', key: 'The last bus overtakes nobody', text: 'The last bus overtakes nobody' },
  {
    ago: 22,
    key: 'Everyone is home',
    text: '6,204 started, 6,131 finished, nobody is missing.',
  },
]

export const BUDGET: SaidPost[] = [
  { ago: 140, text: 'The library is item nine. It is now item two.' },
  { ago: 12, key: 'The budget is passed', text: 'Nineteen to four, and the library stays open.' },
]

export const LANTERNS: SaidPost[] = [{ ago: 45, text: 'Two hundred lanterns, and a moon that wants to be one.' }]

export const SURPRISE: SaidPost[] = [{ ago: 30, text: 'She thinks that she is going to the dentist.' }]
