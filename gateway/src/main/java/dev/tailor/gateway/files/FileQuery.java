package dev.tailor.gateway.files;

/** Which files to list; empty texts mean no restriction. */
public record FileQuery(String purpose, String after, int limit, boolean ascending) {}
