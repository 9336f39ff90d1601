// The common emoji by Slack's short names. Unknown names stay as they were typed.

const TABLE = `
grinning 😀|smile 😄|smiley 😃|grin 😁|laughing 😆|sweat_smile 😅|joy 😂|rofl 🤣|slightly_smiling_face 🙂|upside_down_face 🙃|wink 😉
blush 😊|innocent 😇|heart_eyes 😍|star-struck 🤩|kissing_heart 😘|yum 😋|stuck_out_tongue 😛|thinking_face 🤔|neutral_face 😐
expressionless 😑|no_mouth 😶|smirk 😏|unamused 😒|face_with_rolling_eyes 🙄|grimacing 😬|relieved 😌|pensive 😔|sleeping 😴
sunglasses 😎|nerd_face 🤓|confused 😕|worried 😟|slightly_frowning_face 🙁|open_mouth 😮|astonished 😲|flushed 😳|cry 😢|sob 😭
scream 😱|disappointed 😞|sweat 😓|weary 😩|tired_face 😫|triumph 😤|angry 😠|rage 😡|hugging_face 🤗|shrug 🤷|facepalm 🤦
face_with_monocle 🧐|partying_face 🥳|melting_face 🫠|saluting_face 🫡|robot_face 🤖|ghost 👻|wave 👋|raised_hand ✋|ok_hand 👌
v ✌️|crossed_fingers 🤞|point_left 👈|point_right 👉|point_up ☝️|point_up_2 👆|point_down 👇|+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎
fist ✊|clap 👏|raised_hands 🙌|open_hands 👐|handshake 🤝|pray 🙏|muscle 💪|writing_hand ✍️|eyes 👀|eye 👁️|brain 🧠|ear 👂
speech_balloon 💬|thought_balloon 💭|heart ❤️|orange_heart 🧡|yellow_heart 💛|green_heart 💚|blue_heart 💙|purple_heart 💜|broken_heart 💔
100 💯|boom 💥|sparkles ✨|star ⭐|star2 🌟|fire 🔥|tada 🎉|confetti_ball 🎊|balloon 🎈|gift 🎁|trophy 🏆|first_place_medal 🥇|medal 🏅
dart 🎯|game_die 🎲|jigsaw 🧩|art 🎨|white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎
heavy_plus_sign ➕|heavy_minus_sign ➖|question ❓|grey_question ❔|exclamation ❗|bangbang ‼️|warning ⚠️|no_entry ⛔|no_entry_sign 🚫
sos 🆘|information_source ℹ️|new 🆕|recycle ♻️|arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrow_forward ▶️
leftwards_arrow_with_hook ↩️|fast_forward ⏩|repeat 🔁|arrows_counterclockwise 🔄|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣
seven 7️⃣|eight 8️⃣|nine 9️⃣|keycap_ten 🔟|red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢
large_blue_circle 🔵|white_circle ⚪|black_circle ⚫|small_blue_diamond 🔹|bulb 💡|mag 🔍|mag_right 🔎|key 🔑|lock 🔒|unlock 🔓|bell 🔔
pushpin 📌|round_pushpin 📍|paperclip 📎|link 🔗|scissors ✂️|pencil ✏️|pencil2 ✏️|memo 📝|book 📖|books 📚|open_book 📖|bookmark 🔖
clipboard 📋|calendar 📅|date 📅|spiral_calendar_pad 🗓️|card_index_dividers 🗂️|file_folder 📁|open_file_folder 📂|page_facing_up 📄
bar_chart 📊|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|email 📧|envelope ✉️|inbox_tray 📥|outbox_tray 📤|package 📦
mailbox 📫|telephone_receiver 📞|computer 💻|desktop_computer 🖥️|printer 🖨️|floppy_disk 💾|gear ⚙️|hammer 🔨|wrench 🔧
hammer_and_wrench 🛠️|toolbox 🧰|test_tube 🧪|microscope 🔬|compass 🧭|world_map 🗺️|rocket 🚀|airplane ✈️|car 🚗|bike 🚲|train 🚆
ship 🚢|anchor ⚓|construction 🚧|vertical_traffic_light 🚦|checkered_flag 🏁|triangular_flag_on_post 🚩|house 🏠|office 🏢|classical_building 🏛️
school 🏫|hospital 🏥|earth_africa 🌍|seedling 🌱|evergreen_tree 🌲|tulip 🌷|sunflower 🌻|four_leaf_clover 🍀|sunny ☀️|cloud ☁️
umbrella ☔|rainbow 🌈|zap ⚡|snowflake ❄️|ocean 🌊|coffee ☕|tea 🍵|beers 🍻|cake 🍰|birthday 🎂|pizza 🍕|apple 🍎|cookie 🍪|hourglass ⌛
hourglass_flowing_sand ⏳|stopwatch ⏱️|alarm_clock ⏰|watch ⌚|moneybag 💰|euro 💶|scales ⚖️|busts_in_silhouette 👥|bust_in_silhouette 👤
family 👪|older_woman 👵|older_man 👴|baby 👶|technologist 🧑‍💻|office_worker 🧑‍💼|teacher 🧑‍🏫|dog 🐶|cat 🐱|bee 🐝|turtle 🐢|bird 🐦|owl 🦉
`;

const BY_NAME = new Map(
  TABLE.trim().split(/[\n|]/).map((entry) => {
    const at = entry.lastIndexOf(" ");
    return [entry.slice(0, at), entry.slice(at + 1)];
  }),
);

export const FREQUENT = ["+1", "white_check_mark", "eyes", "tada", "pray", "heart", "joy", "thinking_face"];

export function emoji(name) {
  return BY_NAME.get(name) ?? null;
}

export function searchEmoji(query, limit = 8) {
  const wanted = query.toLowerCase();
  const names = [...BY_NAME.keys()].filter((name) => name.includes(wanted));
  names.sort((a, b) => Number(b.startsWith(wanted)) - Number(a.startsWith(wanted)) || a.length - b.length);
  return names.slice(0, limit).map((name) => ({ name, character: BY_NAME.get(name) }));
}

export function allEmoji() {
  return searchEmoji("", BY_NAME.size);
}
