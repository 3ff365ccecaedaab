// What stands in the fields of one view or message: `state.values`, in Slack's shapes.

const KINDS = {
  plain_text_input: ["value", "initial_value", null],
  email_text_input: ["value", "initial_value", null],
  url_text_input: ["value", "initial_value", null],
  number_input: ["value", "initial_value", null],
  datepicker: ["selected_date", "initial_date", null],
  timepicker: ["selected_time", "initial_time", null],
  datetimepicker: ["selected_date_time", "initial_date_time", null],
  static_select: ["selected_option", "initial_option", null],
  external_select: ["selected_option", "initial_option", null],
  radio_buttons: ["selected_option", "initial_option", null],
  multi_static_select: ["selected_options", "initial_options", []],
  multi_external_select: ["selected_options", "initial_options", []],
  checkboxes: ["selected_options", "initial_options", []],
  users_select: ["selected_user", "initial_user", null],
  conversations_select: ["selected_conversation", "initial_conversation", null],
  channels_select: ["selected_channel", "initial_channel", null],
  multi_users_select: ["selected_users", "initial_users", []],
  multi_conversations_select: ["selected_conversations", "initial_conversations", []],
  multi_channels_select: ["selected_channels", "initial_channels", []],
};

// The name under which a kind of element reports its value; undefined for one that holds none.
export function fieldOf(element) {
  return KINDS[element.type]?.[0];
}

function elementsOf(block) {
  if (block.type === "section" && block.accessory) return [block.accessory];
  if (block.type === "input") return [block.element];
  if (block.type === "actions") return block.elements;
  return [];
}

export class FormState {
  // `known` is the state the server holds; what a person has entered here wins over it.
  constructor(blocks, known = {}) {
    this.values = {};
    this.take(blocks, known);
  }

  // Follows a changed view: a field that stayed keeps its value, a new one starts afresh.
  take(blocks, known = {}) {
    const before = this.values;
    this.values = {};
    for (const block of blocks) {
      for (const element of elementsOf(block)) {
        if (!KINDS[element.type]) continue;
        const kept = [before, known]
          .map((values) => values[block.block_id]?.[element.action_id])
          .find((entry) => entry?.type === element.type);
        this.#put(block, element, kept ?? started(element));
      }
    }
  }

  get(block, element) {
    const entry = this.values[block.block_id]?.[element.action_id] ?? started(element);
    return entry[fieldOf(element)];
  }

  set(block, element, value) {
    this.#put(block, element, { type: element.type, [fieldOf(element)]: value });
  }

  #put(block, element, entry) {
    this.values[block.block_id] ??= {};
    this.values[block.block_id][element.action_id] = entry;
  }
}

function started(element) {
  const [name, initial, empty] = KINDS[element.type];
  return { type: element.type, [name]: element[initial] ?? empty };
}

// What Slack itself says about an input before the app hears of it; null when it may go.
export function complaint(block, state) {
  const element = block.element;
  const value = state.get(block, element);
  if (value === null || value === "" || (Array.isArray(value) && !value.length)) {
    return block.optional ? null : "Please complete this required field.";
  }
  if (typeof value !== "string") return null;
  if (value.length < (element.min_length ?? 0)) {
    return `Please enter at least ${element.min_length} characters.`;
  }
  if (value.length > (element.max_length ?? 3000)) {
    return `Please enter no more than ${element.max_length ?? 3000} characters.`;
  }
  return null;
}
