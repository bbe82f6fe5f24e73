package dev.tailor.eval.model;

/** A conversation, {"messages":[…],"tools":[…]}, to which one turn is wanted. */
public record Turn(String conversationJson, Sampling sampling) {}
