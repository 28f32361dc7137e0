import CNumerics
import COpenBLAS

/// The C kernels that fit this processor.
enum Kernels {
  static let table: LNKernels = ln_kernels().pointee

  /// Makes LAPACK use the calling thread alone, before its first use.
  static let linearAlgebra: Void = openblas_set_num_threads(1)

  /// Runs one kernel once.
  static func run(_ kernel: LNKernel?, _ pointers: [UnsafeMutablePointer<Float>?], _ sizes: [Int64])
  {
    var context = LNContext(step: 0, failed: -1, round: 0, row: 0)
    pointers.withUnsafeBufferPointer { p in
      sizes.withUnsafeBufferPointer { d in
        var call = LNInstruction(run: kernel, p: p.baseAddress, d: d.baseAddress, index: 0)
        ln_run(&call, 1, &context, 1)
      }
    }
  }
}

/// An elementwise operation of the C kernel, in the order of its enumeration `LNLane`.
enum LaneOperation: UInt8, Hashable, Sendable {
  case copy, negate, abs, sign, exp, log, sqrt, reciprocal, square
  case sin, cos, tanh, sigmoid, softplus, relu, erf, atan, floor
  case add, subtract, multiply, divide, maximum, minimum, power
  case greater, equal, gate, modulo
  case select
}
