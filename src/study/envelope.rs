//! STUB
pub struct Envelope;
pub fn envelope() -> Envelope {
    Envelope
}
