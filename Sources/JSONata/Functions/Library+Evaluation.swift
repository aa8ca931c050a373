extension Library {
  mutating func defineEvaluation() {
    define("eval", "<sx?:x>") { call, arguments throws(EvaluationError) in
      guard let text = arguments.at(0).string else { return .undefined }
      let node: Node
      do throws(EvaluationError) {
        var parser = try Parser(text)
        node = try TreeOrder.ordered(try parser.expression())
      } catch {
        throw EvaluationError("D3120", "$eval cannot read its expression: \(error.message)", token: "eval")
      }
      let context = arguments.at(1)
      var input = context.isUndefined ? call.input : context
      if let array = context.array {
        let wrapper = ValueArray.sequence([.array(array)])
        wrapper.isOuterWrapper = true
        input = .array(wrapper)
      }
      do throws(EvaluationError) {
        return try call.evaluator.evaluate(node, input, call.environment)
      } catch {
        throw EvaluationError("D3121", "$eval: \(error.message)", token: "eval")
      }
    }
  }
}
