pub mod functions;
pub mod sort;
