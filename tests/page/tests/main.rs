//! Tests of the page in a real browser. They are one program, which is linked once and whose tests
//! share the machine to the end.

mod accessibility;
// The longest tests: they start early, as tests start by their names, so that none is last and alone.
mod actions;
mod address;
mod bad_input;
mod belongs;
mod classroom;
mod commands;
mod comparison;
mod deprived;
mod dimensions;
mod embed;
mod embed_dialog;
mod embed_fit;
mod embed_sandbox;
mod embed_words;
mod export;
mod figures;
mod first_minute;
mod formula;
mod gallery;
mod help;
mod keyboard;
mod languages;
mod layout;
mod learn;
mod lessons;
mod missing;
mod modes;
mod offline;
mod opened_files;
mod opens;
mod periodic;
mod potentials;
mod projector;
mod reproduce;
mod resilience;
mod run;
mod same_bits;
mod scan;
mod sharing;
mod tables;
mod tour;
mod weight;
mod when;
