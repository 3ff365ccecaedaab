// The common :names: of emoji; an unknown one stays as it was written.

const TABLE = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|wave 👋|clap 👏|pray 🙏|muscle 💪|point_right 👉|point_left 👈
point_up ☝️|point_down 👇|ok_hand 👌|raised_hands 🙌|handshake 🤝|eyes 👀|heart ❤️|broken_heart 💔|star ⭐|star2 🌟
sparkles ✨|fire 🔥|zap ⚡|boom 💥|tada 🎉|gift 🎁|trophy 🏆|crown 👑|gem 💎|100 💯|smile 😄|smiley 😃|grinning 😀|grin 😁
joy 😂|rofl 🤣|slightly_smiling_face 🙂|upside_down_face 🙃|wink 😉|blush 😊|heart_eyes 😍|kissing_heart 😘
thinking_face 🤔|neutral_face 😐|expressionless 😑|unamused 😒|sweat_smile 😅|sweat 😓|cry 😢|sob 😭|rage 😡|angry 😠
scream 😱|sleeping 😴|sunglasses 😎|nerd_face 🤓|robot_face 🤖|ghost 👻|skull 💀|poop 💩|see_no_evil 🙈
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|warning ⚠️
no_entry ⛔|no_entry_sign 🚫|rotating_light 🚨|bell 🔔|no_bell 🔕|question ❓|exclamation ❗|grey_question ❔|bangbang ‼️
information_source ℹ️|bulb 💡|mag 🔍|mag_right 🔎|lock 🔒|unlock 🔓|key 🔑|link 🔗|paperclip 📎|pushpin 📌|round_pushpin 📍
email 📧|e-mail 📧|envelope ✉️|incoming_envelope 📨|inbox_tray 📥|outbox_tray 📤|mailbox 📫|phone ☎️|telephone ☎️
telephone_receiver 📞|iphone 📱|calling 📲|computer 💻|camera 📷|speech_balloon 💬|left_speech_bubble 🗨️|thought_balloon 💭
mega 📣|loudspeaker 📢|memo 📝|pencil ✏️|pencil2 ✏️|clipboard 📋|page_facing_up 📄|bookmark 🔖|label 🏷️|books 📚
calendar 📅|date 📆|spiral_calendar_pad 🗓️|clock1 🕐|clock3 🕒|clock9 🕘|hourglass ⌛|hourglass_flowing_sand ⏳|alarm_clock ⏰
watch ⌚|stopwatch ⏱️|package 📦|truck 🚚|airplane ✈️|ship 🚢|shopping_trolley 🛒|shopping_bags 🛍️|credit_card 💳
moneybag 💰|dollar 💵|euro 💶|receipt 🧾|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊
bust_in_silhouette 👤|busts_in_silhouette 👥|office 🏢|house 🏠|globe_with_meridians 🌐|earth_africa 🌍|earth_americas 🌎
earth_asia 🌏|world_map 🗺️|sunny ☀️|sunrise 🌅|city_sunset 🌆|night_with_stars 🌃|crescent_moon 🌙|new_moon_with_face 🌚
full_moon_with_face 🌝|cloud ☁️|umbrella ☔|snowflake ❄️|ocean 🌊|seedling 🌱|evergreen_tree 🌲|mountain ⛰️|tent ⛺|compass 🧭
coffee ☕|beer 🍺|pizza 🍕|cake 🍰|apple 🍎|dog 🐶|cat 🐱|bug 🐛|bee 🐝|turtle 🐢|rocket 🚀|wrench 🔧|hammer 🔨|gear ⚙️
hammer_and_wrench 🛠️|recycle ♻️|repeat 🔁|arrows_counterclockwise 🔄|leftwards_arrow_with_hook ↩️|arrow_right ➡️
arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrow_upper_right ↗️|red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡
large_green_circle 🟢|large_blue_circle 🔵|white_circle ⚪|black_circle ⚫|large_orange_diamond 🔶|small_blue_diamond 🔹
small_orange_diamond 🔸|heavy_plus_sign ➕|heavy_minus_sign ➖|one 1️⃣|two 2️⃣|three 3️⃣|male-technologist 👨‍💻
female-technologist 👩‍💻|technologist 🧑‍💻|wastebasket 🗑️|scissors ✂️|crossed_flags 🎌|checkered_flag 🏁|flag-us 🇺🇸|us 🇺🇸
flag-br 🇧🇷|flag-de 🇩🇪|de 🇩🇪|flag-gb 🇬🇧|gb 🇬🇧|uk 🇬🇧|flag-jp 🇯🇵|jp 🇯🇵|flag-mx 🇲🇽|flag-fr 🇫🇷|fr 🇫🇷|flag-es 🇪🇸|es 🇪🇸
flag-it 🇮🇹|it 🇮🇹|flag-il 🇮🇱|flag-eg 🇪🇬|flag-ae 🇦🇪|flag-sa 🇸🇦|flag-au 🇦🇺|flag-nz 🇳🇿|flag-ca 🇨🇦|flag-in 🇮🇳|flag-cn 🇨🇳
cn 🇨🇳|flag-kr 🇰🇷|kr 🇰🇷|flag-se 🇸🇪|flag-no 🇳🇴|flag-nl 🇳🇱|flag-pt 🇵🇹|flag-ar 🇦🇷|flag-za 🇿🇦|flag-ng 🇳🇬`;

const SIGNS = new Map(
  TABLE.trim()
    .split(/[|\n]/)
    .map((entry) => entry.split(" ")),
);

// The sign of a name without its colons; null when it is not a known one.
export function emojiSign(name) {
  const [base] = name.split("::");
  return SIGNS.get(base) ?? null;
}

// The same text with each known :name: as its sign.
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]{1,40}):/g, (whole, name) => emojiSign(name) ?? whole);
}

let drawn = null;

// Whether this machine has a font that draws emoji in colour; without one they are empty boxes.
export function canDrawEmoji() {
  if (drawn === null) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 16;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.font = "14px sans-serif";
    pen.fillText("📦", 0, 14);
    const { data } = pen.getImageData(0, 0, 16, 16);
    drawn = data.some((value, place) => place % 4 === 0 && value !== data[place + 2]);
  }
  return drawn;
}
