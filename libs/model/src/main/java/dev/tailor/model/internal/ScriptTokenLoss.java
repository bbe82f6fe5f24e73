package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;

/** The loss by the native engine, on any device. */
record ScriptTokenLoss(TensorScript script) implements TokenLoss {

    @Override
    public void score(NDArray logits, Labels labels, OutputLoss.Losses losses) {
        try (var scope = logits.getManager().newSubManager()) {
            fill(script.tensor(scope, "losses", logits, scope.create(labels.part()), 0.0), labels, losses);
        }
    }

    @Override
    public void gradient(NDArray logits, Labels labels, OutputLoss.Backward backward, OutputLoss.Losses losses) {
        try (var scope = logits.getManager().newSubManager()) {
            var result = script.tensor(
                    scope, "losses_back", logits, scope.create(labels.part()), backward.smoothing(), backward.weight());
            fill(result, labels, losses);
        }
    }

    private static void fill(NDArray result, Labels labels, OutputLoss.Losses losses) {
        var numbers = result.toFloatArray();
        int rows = labels.to() - labels.from();
        for (int row = 0; row < rows; row++) {
            losses.loss()[labels.from() + row] = numbers[row];
            losses.right()[labels.from() + row] = numbers[rows + row] > 0;
        }
    }
}
