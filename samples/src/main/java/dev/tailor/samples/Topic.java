package dev.tailor.samples;

import java.util.List;

/** What customers write about, and the triage answer that each kind of ticket gets. */
enum Topic {
    DAMAGED(
            "queue: returns | urgency: high | action: send return label",
            "the %colour %thing from order %order arrived broken.",
            "my %thing has a crack and does not work, order %order.",
            "I opened the box and the %colour %thing is damaged.",
            "there is a big scratch on the %thing that came today, number %order.",
            "the %thing fell apart after %days days."),
    WRONG_ITEM(
            "queue: returns | urgency: normal | action: exchange item",
            "I ordered a %colour %thing but got something else.",
            "you sent me the wrong %thing with order %order.",
            "order %order had another %thing in the box than the one I chose.",
            "this is not the %thing that I bought, please swap it.",
            "the %thing has the wrong colour, I wanted %colour."),
    LATE(
            "queue: shipping | urgency: normal | action: trace parcel",
            "where is my %thing? Order %order was due %days days ago.",
            "my parcel %order has not arrived yet.",
            "I am still waiting for the %colour %thing after %days days.",
            "the tracking of order %order has not moved for %days days.",
            "the delivery of my %thing is late."),
    ADDRESS(
            "queue: shipping | urgency: high | action: change address",
            "I moved, please send order %order to my new address.",
            "the address on order %order is wrong, can it still be changed?",
            "please deliver the %thing to my office instead.",
            "I typed the wrong street for order %order.",
            "can the %colour %thing go to another address?"),
    DOUBLE_CHARGE(
            "queue: billing | urgency: high | action: refund payment",
            "you charged my card twice for order %order.",
            "I paid two times for the %thing.",
            "my bank shows a double payment for order %order.",
            "money was taken again for the %colour %thing, I want it back.",
            "there are two charges of the same amount for %order."),
    INVOICE(
            "queue: billing | urgency: low | action: send invoice",
            "I need an invoice for order %order.",
            "please mail me the receipt for the %thing.",
            "my company needs a bill for the %colour %thing.",
            "could you send the invoice of order %order again?",
            "the receipt for %order is missing."),
    LOGIN(
            "queue: account | urgency: normal | action: reset password",
            "I cannot log in to my account.",
            "my password does not work any more since %days days.",
            "the page says that my password is wrong, so I cannot see order %order.",
            "I forgot my password.",
            "the login fails every time I want to buy a %thing."),
    CLOSE(
            "queue: account | urgency: low | action: delete account",
            "please close my account.",
            "I want all my data deleted, my last order was %order.",
            "remove my profile, I do not need it any more.",
            "delete my account after the %thing has arrived.",
            "how do I cancel my account with you?"),
    STOCK(
            "queue: sales | urgency: low | action: notify when available",
            "when will the %colour %thing be back in stock?",
            "the %thing is sold out, tell me when you have it again.",
            "do you get more of the %colour %thing soon?",
            "I would like a %thing but the shop says not available.",
            "will the %thing in %colour return?"),
    BULK(
            "queue: sales | urgency: normal | action: make offer",
            "we want to buy %days of the %thing for our office, what is the price?",
            "is there a discount for %days pieces of the %colour %thing?",
            "our school needs %days times the %thing, can you make a price?",
            "please quote %days units of the %thing.",
            "what would a large order of the %thing cost us?");

    private final String answer;
    private final List<String> tickets;

    Topic(String answer, String... tickets) {
        this.answer = answer;
        this.tickets = List.of(tickets);
    }

    String answer() {
        return answer;
    }

    /** Templates for {@link Phrases#fill}. */
    List<String> tickets() {
        return tickets;
    }
}
