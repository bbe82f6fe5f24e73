package dev.tailor.training.hub;

import java.util.List;
import java.util.Optional;

/** The models that are in the cache. */
public interface HubShelf {

    /** Holds nothing. */
    HubShelf EMPTY = new HubShelf() {
        @Override
        public List<HubSnapshot> list() {
            return List.of();
        }

        @Override
        public Optional<HubSnapshot> find(HubReference reference) {
            return Optional.empty();
        }

        @Override
        public void refuseOutOfReach(HubReference reference) {
            throw HubModels.switchedOff(reference);
        }
    };

    List<HubSnapshot> list();

    /** A model that is here is used as it is, so that what was made from it stays right. */
    Optional<HubSnapshot> find(HubReference reference);

    /** Refuses what is certain not to be had, without asking the network. */
    void refuseOutOfReach(HubReference reference);
}
